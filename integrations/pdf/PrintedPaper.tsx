import { Document, Page, Text, View } from '@react-pdf/renderer'
import type { Paper, PaperFigure, PaperRow } from '../../contract/paper.ts'
import { PaperTable } from './PaperTable.tsx'
import { styles } from './paper-style.ts'

interface PrintedPaperProps {
  paper: Paper
  /** The table's rows, sheet by sheet. */
  sheets: readonly (readonly PaperRow[])[]
}

/** A paper as it is laid out: letterhead, who it is for, its figures, its table, and the proof at its foot. */
export function PrintedPaper({ paper, sheets }: PrintedPaperProps) {
  const datedAt = new Date(paper.datedAt)
  return (
    <Document
      title={`${paper.title} ${paper.subtitle}`}
      author={paper.issuer.name}
      creator="Platen"
      producer="Platen"
      creationDate={datedAt}
      modificationDate={datedAt}
    >
      {sheets.map((rows, index) => (
        <Page
          // Sheets have no identity of their own; they never move.
          key={`sheet-${sheets.indexOf(rows)}`}
          size={paper.size === 'letter' ? 'LETTER' : 'A4'}
          style={styles.page}
        >
          {paper.stamp !== null && (
            <Text style={styles.stamp} fixed>
              {paper.stamp}
            </Text>
          )}
          <View style={styles.body}>
            {index === 0 && <Head paper={paper} />}
            <PaperTable columns={paper.table.columns} rows={rows} />
            {index === sheets.length - 1 && <Tail paper={paper} />}
          </View>
          <Foot paper={paper} />
        </Page>
      ))}
    </Document>
  )
}

function Head({ paper }: { paper: Paper }) {
  return (
    <>
      <Letterhead paper={paper} />
      <Facts paper={paper} />
      {paper.remarks.map((remark) => (
        <Text key={remark} style={styles.remark}>
          {remark}
        </Text>
      ))}
      {paper.summary.length > 0 && <Strip figures={paper.summary} />}
    </>
  )
}

function Tail({ paper: { totals, closing, notes } }: { paper: Paper }) {
  return (
    <>
      {totals.length > 0 && <Totals totals={totals} />}
      {closing && (
        <View style={styles.closing} wrap={false}>
          <Text style={styles.closingHeading}>{closing.heading}</Text>
          <Strip figures={closing.figures} />
        </View>
      )}
      {notes !== null && <Text style={styles.notes}>{notes}</Text>}
    </>
  )
}

function Letterhead({ paper: { issuer, title, subtitle } }: { paper: Paper }) {
  return (
    <View style={styles.top}>
      <View style={styles.issuer}>
        <View style={styles.mark}>
          <Text style={styles.markLetter}>{[...issuer.name][0]?.toUpperCase()}</Text>
        </View>
        <View style={{ flexShrink: 1 }}>
          <Text style={styles.issuerName}>{issuer.name}</Text>
          <Lines lines={issuer.lines} isMuted />
        </View>
      </View>
      <View style={styles.title}>
        <Text style={styles.titleWord}>{title}</Text>
        <Text style={[styles.muted, styles.amount]}>{subtitle}</Text>
      </View>
    </View>
  )
}

function Facts({ paper: { recipient, facts, headline } }: { paper: Paper }) {
  return (
    <View style={styles.facts}>
      <View style={styles.recipient}>
        <Text style={styles.label}>{recipient.heading}</Text>
        <Text style={styles.bold}>{recipient.name}</Text>
        <Lines lines={recipient.lines} />
      </View>
      <View style={styles.dates}>
        {facts.map(({ label, value }) => (
          <Text key={label}>
            <Text style={styles.muted}>{label}: </Text>
            {value}
          </Text>
        ))}
      </View>
      <View style={styles.headline}>
        <Text style={styles.label}>{headline.label}</Text>
        <Text style={styles.headlineValue}>{headline.value}</Text>
      </View>
    </View>
  )
}

function Lines({ lines, isMuted = false }: { lines: readonly string[]; isMuted?: boolean }) {
  return <Text style={isMuted ? styles.muted : {}}>{lines.join('\n')}</Text>
}

/** Figures side by side, the last at the right edge. */
function Strip({ figures }: { figures: readonly PaperFigure[] }) {
  return (
    <View style={styles.strip} wrap={false}>
      {figures.map(({ label, value, isStrong }, index) => {
        const end = index === figures.length - 1 ? styles.stripEnd : {}
        return (
          <View key={label} style={styles.stripFigure}>
            <Text style={[styles.label, end]}>{label}</Text>
            <Text style={[isStrong ? styles.bold : {}, end]}>{value}</Text>
          </View>
        )
      })}
    </View>
  )
}

function Totals({ totals }: { totals: readonly PaperFigure[] }) {
  return (
    <View style={styles.totals} wrap={false}>
      {totals.map(({ label, value, isStrong }) => (
        <View key={label} style={[styles.total, isStrong ? styles.strongTotal : {}]}>
          <Text style={styles.totalLabel}>{label}</Text>
          <Text style={styles.totalValue}>{value}</Text>
        </View>
      ))}
    </View>
  )
}

function Foot({ paper: { seal } }: { paper: Paper }) {
  return (
    <View style={styles.foot} fixed>
      <Text>{seal ?? ''}</Text>
      <Text
        style={styles.pageNumber}
        render={({ pageNumber, totalPages }) => (totalPages > 1 ? `Page ${pageNumber} of ${totalPages}` : '')}
      />
    </View>
  )
}
