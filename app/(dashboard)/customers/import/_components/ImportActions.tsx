import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { ClosedButton } from '../../../../../components/ui/ClosedButton.tsx'
import { saveText } from '../../../../../components/ui/save-text.ts'
import { counted } from '../../../../../contract/words.ts'
import { fileOfLines } from '../../../../../invoicing/customer-file/file-parts.ts'
import { reportFile } from '../../../../../invoicing/customer-file/report-file.ts'
import { countOf, type useCustomerImport } from './use-customer-import.ts'

/** What can be done with a file that was looked at: bring it in, keep the report, or take another. */
export function ImportActions({ work }: { work: ReturnType<typeof useCustomerImport> }) {
  const { step, halted, lines, fileName } = work.state
  if (step === 'looking' || step === 'running') return null
  const name = fileName.replace(/\.\w+$/, '')
  const refused = lines.filter(({ outcome }) => outcome === 'refused')
  const willChange = countOf(lines, 'created') + countOf(lines, 'updated')
  const icon = <IconDownload size={16} aria-hidden />
  const saveRefused = () => {
    const file = work.file()
    const wanted = new Set(refused.map(({ line }) => line))
    if (file) saveText(`${name}-refused.csv`, fileOfLines(file, wanted))
  }
  return (
    <>
      <Button variant="default" onClick={work.forget}>
        Another file
      </Button>
      <Button
        variant="default"
        leftSection={icon}
        onClick={() => saveText(`${name}-report.csv`, reportFile(lines))}
      >
        Report
      </Button>
      {refused.length > 0 && (
        <Button variant="default" leftSection={icon} onClick={saveRefused}>
          Refused lines
        </Button>
      )}
      {step === 'ready' && !halted && (
        <ClosedButton why={whyNot(willChange, refused.length)} onClick={() => void work.start()}>
          {`Import ${counted(willChange, 'line')}`}
        </ClosedButton>
      )}
    </>
  )
}

function whyNot(willChange: number, refused: number): string | undefined {
  if (willChange > 0) return undefined
  return refused > 0
    ? 'No line can be brought in. Mend the refused ones and choose the file again.'
    : 'Everything in the file is here already, word for word.'
}
