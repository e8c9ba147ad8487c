export default function CommandPalette(_: { opened: boolean; onClose: () => void }) {
  return null
}
