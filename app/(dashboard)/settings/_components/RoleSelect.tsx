import { Radio, Stack } from '@mantine/core'
import { type Role, roleDescriptions, roleLabels, roles } from '../../../../contract/permissions.ts'

interface RoleSelectProps {
  value: Role
  onChange: (role: Role) => void
}

/** The five roles, each with what it may do. */
export function RoleSelect({ value, onChange }: RoleSelectProps) {
  return (
    <Radio.Group
      label="Role"
      value={value}
      onChange={(chosen) => {
        const role = roles.find((one) => one === chosen)
        if (role) onChange(role)
      }}
    >
      <Stack gap="xs" mt={4}>
        {roles.map((role) => (
          <Radio key={role} value={role} label={roleLabels[role]} description={roleDescriptions[role]} />
        ))}
      </Stack>
    </Radio.Group>
  )
}
