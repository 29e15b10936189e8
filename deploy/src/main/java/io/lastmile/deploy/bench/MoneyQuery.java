package io.lastmile.deploy.bench;

/// What staff asks the API of money, as paths.
enum MoneyQuery implements Question {
    STATEMENT("statement of a customer"),
    ACCOUNT("page of an account"),
    BATCH("a batch");

    private final String says;

    MoneyQuery(String says) {
        this.says = says;
    }

    @Override
    public String says() {
        return says;
    }

    @Override
    public String path(int number) {
        return switch (this) {
            case STATEMENT -> "/api/customers/" + (1 + number) + "/ledger";
            case ACCOUNT -> "/api/ledger/accounts/" + (1 + number % 3) + "?from=" + MoneySeed.DAY;
            case BATCH -> "/api/ledger/batches/" + (1 + number);
        };
    }

    @Override
    public boolean isAnswer(int number, String body) {
        return switch (this) {
            case STATEMENT -> body.contains("\"balance\":{") && body.contains("\"items\":[{");
            case ACCOUNT -> body.contains("\"opening\":") && body.contains("\"items\":[{");
            case BATCH -> body.contains("\"entries\":[{");
        };
    }
}
