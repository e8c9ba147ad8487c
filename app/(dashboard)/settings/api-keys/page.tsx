import { Anchor, Button, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { InstantText } from '../../../../components/features/RelativeDate.tsx'
import { notAllowed, useMay } from '../../../../components/features/session.ts'
import { useWrite } from '../../../../components/features/use-write.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { ConfirmDialog } from '../../../../components/ui/ConfirmDialog.tsx'
import { type Column, DataTable } from '../../../../components/ui/DataTable.tsx'
import { EmptyState } from '../../../../components/ui/EmptyState.tsx'
import type { ApiKey } from '../../../../contract/api-keys.ts'
import { roleLabels } from '../../../../contract/permissions.ts'
import { api, query } from '../../../api.ts'
import { NewKeySheet } from '../_components/NewKeySheet.tsx'
import { SettingsBar } from '../_components/SettingsBar.tsx'

export const Route = createFileRoute('/_dashboard/settings/api-keys')({ component: ApiKeys })

function ApiKeys() {
  const mayManage = useMay('company.api_keys.manage')
  const keys = useQuery({ ...query.apiKeys.list.queryOptions(), enabled: mayManage })
  const [isMaking, setMaking] = useState(false)
  const [revoked, setRevoked] = useState<ApiKey | null>(null)
  const revoke = useWrite(api.apiKeys.revoke, {
    onDone: () => setRevoked(null),
    toast: ({ name }) => `${name} revoked`,
    onRefusal: () => undefined,
  })
  return (
    <Stack gap="sm">
      <title>API keys · Platen</title>
      <SettingsBar text="A program signs in with a key. It may do what its role may.">
        <ClosedButton why={mayManage ? undefined : notAllowed} onClick={() => setMaking(true)}>
          New key
        </ClosedButton>
      </SettingsBar>
      <DataTable
        label="API keys"
        columns={columnsFor((key) => {
          revoke.reset()
          setRevoked(key)
        })}
        rows={mayManage ? keys.data?.data : []}
        rowKey={(key) => key.id}
        error={keys.error}
        onRetry={() => void keys.refetch()}
        empty={
          !mayManage ? (
            <EmptyState title="Keys are not shown to you">{notAllowed}</EmptyState>
          ) : (
            <EmptyState title="No keys yet">
              Make one for a web shop or a script; how to call is described under{' '}
              <Anchor href="/docs" underline="always">
                the API’s documentation
              </Anchor>
              .
            </EmptyState>
          )
        }
      />
      <NewKeySheet opened={isMaking} onClose={() => setMaking(false)} />
      <ConfirmDialog
        opened={revoked !== null}
        onClose={() => setRevoked(null)}
        title={`Revoke ${revoked?.name}`}
        confirmLabel="Revoke the key"
        isDangerous
        isPending={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoked && revoke.mutate({ apiKeyId: revoked.id })}
      >
        <Text>
          Programs that use it are refused from this moment on. It cannot be taken back; make a new key
          instead.
        </Text>
      </ConfirmDialog>
    </Stack>
  )
}

function columnsFor(onRevoke: (key: ApiKey) => void): Column<ApiKey>[] {
  return [
    { key: 'name', header: 'Name', phone: 'who', cell: ({ name }) => name },
    { key: 'prefix', header: 'Begins with', width: 130, phone: 'status', cell: ({ prefix }) => `${prefix}…` },
    { key: 'role', header: 'Role', width: 110, cell: ({ role }) => roleLabels[role] },
    {
      key: 'createdAt',
      header: 'Made',
      width: 190,
      cell: ({ createdAt, createdBy }) => (
        <>
          <InstantText instant={createdAt} />{' '}
          {createdBy && (
            <Text span c="dimmed">
              {createdBy}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'lastUsedAt',
      header: 'Last used',
      width: 140,
      phone: 'when',
      cell: ({ lastUsedAt }) => (lastUsedAt ? <InstantText instant={lastUsedAt} /> : 'Never'),
    },
    {
      key: 'revoke',
      header: 'Revoke',
      width: 150,
      align: 'right',
      phone: 'amount',
      cell: (key) =>
        key.revokedAt ? (
          <Text span c="dimmed">
            Revoked <InstantText instant={key.revokedAt} inSentence />
          </Text>
        ) : (
          <Button
            variant="default"
            size="compact-xs"
            aria-label={`Revoke ${key.name}`}
            onClick={() => onRevoke(key)}
          >
            Revoke…
          </Button>
        ),
    },
  ]
}
