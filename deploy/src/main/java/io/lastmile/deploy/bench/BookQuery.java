package io.lastmile.deploy.bench;

/// What staff asks of long books: lists and statements, each page of which comes at once.
enum BookQuery implements Question {
    STATEMENT("statement of a customer"),
    ACCOUNT("page of an account"),
    BATCH("a batch"),
    MONEY("a customer's money"),
    INVOICES("invoices that are open"),
    OVERDUE("invoices that are late"),
    ALL("all invoices"),
    VOID("void invoices"),
    INVOICE("an invoice"),
    RECEIPTS("receipts of a customer"),
    NOTES("credit notes of a customer"),
    BANK("lines of bank statements"),
    OPEN_BANK("bank lines that nobody owns"),
    TILLS("tills"),
    TILL("payments of a till"),
    CHEQUES("cheques"),
    RUNS("billing runs"),
    ITEMS("periods of a run");

    private final String says;

    BookQuery(String says) {
        this.says = says;
    }

    @Override
    public String says() {
        return says;
    }

    @Override
    public String path(int number) {
        int customer = 1 + number;
        return switch (this) {
            case STATEMENT -> "/api/customers/" + customer + "/ledger";
            case ACCOUNT ->
                    "/api/ledger/accounts/%d?from=%s"
                            .formatted(1 + number % 3, BookSeed.FIRST.plusDays(number % 200));
            case BATCH -> "/api/ledger/batches/" + (1 + 2 * (number / 499 * 499L + 1));
            case MONEY -> "/customers/" + customer + "/money";
            case INVOICES -> "/invoices";
            case OVERDUE -> "/invoices?state=overdue";
            case ALL -> "/invoices?state=all";
            case VOID -> "/invoices?state=void";
            case INVOICE -> "/invoices/" + (1L + number);
            case RECEIPTS -> "/customers/" + customer + "/receipts";
            case NOTES -> "/customers/" + customer + "/credit-notes";
            case BANK -> "/api/bank-lines";
            case OPEN_BANK -> "/bank";
            case TILLS -> "/tills";
            case TILL -> "/tills/" + (1 + number % 5);
            case CHEQUES -> "/cheques";
            case RUNS -> "/billing/runs";
            case ITEMS -> "/api/billing/runs/%d/items?only=less".formatted(BookSeed.MONTHS);
        };
    }

    /// Lists that cannot be empty have rows.
    @Override
    public boolean isAnswer(int number, String body) {
        return switch (this) {
            case STATEMENT -> body.contains("\"balance\":{") && body.contains("\"items\":[{");
            case ACCOUNT -> body.contains("\"opening\":") && body.contains("\"items\":[{");
            case BATCH -> body.contains("\"entries\":[{");
            case BANK -> body.contains("\"items\":[{");
            case ITEMS -> body.contains("\"items\":[");
            case INVOICES, OVERDUE, ALL, VOID, MONEY -> body.contains("INV-2627-");
            default -> body.contains("</html>");
        };
    }
}
