/*
 * What a printed paper says, in texts as they are to be read. The nouns write it, `integrations/pdf` lays it out, and
 * neither knows the other: a statement, an invoice and whatever comes next share one look.
 */

export interface PaperFigure {
  label: string
  value: string
  /** The figure that the others lead to. */
  isStrong?: boolean
}

export interface PaperColumn {
  heading: string
  /** Share of the table's width; the widths of all columns need not add up to anything. */
  width: number
  isAmount?: boolean
}

export interface PaperRow {
  cells: string[]
  /** A second line in the row's first wide cell. */
  note?: string
  /** Opening and closing lines stand out from what lies between. */
  isEdge?: boolean
}

export interface Paper {
  title: string
  /** Which one: a number, or a period. */
  subtitle: string
  size: 'letter' | 'a4'
  issuer: { name: string; lines: string[] }
  recipient: { heading: string; name: string; lines: string[] }
  facts: PaperFigure[]
  /** The one number that the paper is about. */
  headline: PaperFigure
  /** What has to be known before the figures are read. */
  remarks: string[]
  /** A row of figures above the table. */
  summary: PaperFigure[]
  table: { columns: PaperColumn[]; rows: PaperRow[] }
  /** What the table adds up to, below it. */
  totals: PaperFigure[]
  /** A row of figures at the end, under a heading. */
  closing: { heading: string; figures: PaperFigure[] } | null
  notes: string | null
  /** A word across the paper, such as "Void". */
  stamp: string | null
  /** At the foot of each page: what proves the paper. */
  seal: string | null
  /** The file's own date: the same paper is the same file, whenever it is printed. */
  datedAt: string
}

/** Prints papers as PDF, away from the thread that answers requests. */
export interface PaperPrinter {
  print(paper: Paper): Promise<Uint8Array<ArrayBuffer>>
}
