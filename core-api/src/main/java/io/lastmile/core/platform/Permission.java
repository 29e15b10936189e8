package io.lastmile.core.platform;

/// What a route needs. `..._SEE` reads, the others write. Which role has which is one table in room
/// identity.
public enum Permission {
    LIVE_SEE,
    ROUTERS_SEE,
    ROUTERS_CHANGE,
    LINES_SEE,
    LINES_CHANGE,
    USAGE_SEE,
    ALARMS_SEE,
    ALARMS_WORK,
    CUSTOMERS_SEE,
    CUSTOMERS_CHANGE,
    CUSTOMERS_IMPORT,
    DOCUMENTS_REVEAL,
    PLANS_SEE,
    PLANS_CHANGE,
    /// The books: all accounts and what any customer owes.
    LEDGER_SEE,
    LEDGER_POST,
    /// Closing a period, after which nothing is posted into it.
    LEDGER_CLOSE,
    /// Beginning, pausing, changing and ending services.
    SUBSCRIPTIONS_CHANGE,
    /// Invoices, receipts, credit notes and what they are for.
    BILLING_SEE,
    /// Invoices by hand, charges and discounts, credit and void ones.
    BILLING_WRITE,
    /// Billing runs: charging everybody for what is due.
    BILLING_RUN,
    /// Who sells, terms and tax: what stands on every document.
    BILLING_SETTINGS,
    /// Taking money from a customer's hand, into a till of one's own.
    CASH_TAKE,
    /// Other people's tills, hand-overs, cheques and bank statements.
    CASH_SETTLE,
    /// Revenue, debt, tax and collection of everybody.
    REPORTS_SEE,
    /// Who is cut off for want of money, who will be, and why.
    DUNNING_SEE,
    /// Taking a customer's word that the money comes, within the limits.
    DUNNING_PROMISE,
    /// Exemptions, and runs that would cut off too many at once.
    DUNNING_APPROVE,
    DUNNING_SETTINGS,
    NETWORK_SEE,
    NETWORK_CHANGE,
    TICKETS_SEE,
    TICKETS_WORK,
    TICKETS_SETTINGS,
    MESSAGES_SEE,
    MESSAGES_SETTINGS,
    /// The gateways by which messages leave, and their keys: the owner's alone.
    MESSAGES_GATEWAYS,
    USERS_SEE,
    USERS_CHANGE,
    AUDIT_SEE,
    SETTINGS_CHANGE,
    /// Parked events, jobs, metrics.
    SYSTEM_SEE,
    /// A customer's own line, usage, tickets and account.
    PORTAL
}
