// The applications that the pages act for: public ones, which keep no secret. These are the demo tenant's.

export interface PublicApplication {
  clientId: string;
  /** How many digits its codes have. */
  digits: number;
}

/** Users of the enterprise: login, forgotten passwords, changes (EIAM). */
export const users: PublicApplication = { clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4', digits: 6 };

/** Customers (CIAM). */
export const customers: PublicApplication = { clientId: 'TENANT_SPA_ID', digits: 6 };
