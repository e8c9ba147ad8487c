import { createFileRoute, Outlet } from '@tanstack/react-router'
import classes from './layout.module.css'

export const Route = createFileRoute('/_auth')({ component: AuthLayout })

function AuthLayout() {
  return (
    <div className={classes.page}>
      <main className={classes.card}>
        <p className={classes.brand}>
          <img src="/platen.svg" alt="" width="28" height="28" />
          Platen
        </p>
        <Outlet />
      </main>
      <footer className={classes.foot}>
        Customers, invoices and receivables, with books that prove themselves.
      </footer>
    </div>
  )
}
