package io.lastmile.core.identity;

import io.helidon.webserver.http.ServerRequest;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Guard;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Role;
import io.lastmile.core.platform.Routes;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The room's parts, wired.
public final class Identity {
    /// The owner's login where the configuration has a password for one.
    public static final String OPERATOR = "operator";

    /// In whose name accounts and sessions are looked at before anybody is logged in.
    static final Actor LOGIN = Actor.system("login");

    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    private final Platform platform;
    private final Stores stores;
    private final Passwords passwords = new Passwords();
    private final Credentials credentials;
    private final SetUp setUp;
    private final Reset reset;
    private final Staff staff;
    private final CustomerLogin customerLogin;
    private final LoginSteps steps;
    private final List<Consumer<Routes>> routes;

    public Identity(Platform platform, SecretCipher cipher, IdentityConfig config) {
        this.platform = platform;
        Database database = platform.database();
        MeterRegistry meters = platform.meters();
        Clock clock = platform.clock();
        this.stores = Stores.of(database.client(), clock);
        this.credentials = new Credentials(database, stores, meters);
        this.setUp = new SetUp(database, stores, passwords, clock);
        this.reset = new Reset(platform, stores, passwords, cipher);
        this.customerLogin = new CustomerLogin(database, stores.loginCodes(), cipher, meters);
        var secondFactor = new SecondFactor(stores, cipher, clock, meters);
        this.staff = new Staff(database, stores, secondFactor);
        var patience = new Patience(clock);
        var guards = new Login.Guards(passwords, patience);
        Login login = new Login(database, stores, guards, clock, meters);
        var again = new PasswordAgain(login);
        var entrance = new Entrance(database, stores.sessions());
        var settings =
                new LoginRoutes.Settings(
                        stores.accounts(), stores.sessions(), config.secondFactorRequired());
        var staffLogin = new LoginRoutes(database, login, secondFactor, entrance, settings);
        var customers = new CustomerLoginRoutes(customerLogin, entrance, patience);
        var doors = new LoginSteps.Doors(setUp, reset, customerLogin);
        this.steps = new LoginSteps(database, staffLogin, customers, secondFactor, doors);
        var own = new MeRoutes.Own(passwords, clock, config.zone());
        this.routes =
                List.of(
                        staffLogin::routes,
                        new SetUpRoutes(setUp, reset, staffLogin, new Patience(clock))::routes,
                        customers::routes,
                        steps::routes,
                        new MeRoutes(database, stores, again, secondFactor, own)::routes,
                        new AccountRoutes(database, stores.accounts(), staff)::routes,
                        new SessionRoutes(database, stores)::routes,
                        new KeyRoutes(database, stores, again, clock)::routes,
                        new AuditRoutes(database, stores.audit())::routes);
        platform.jobs().add("identity-forget", FORGET_EVERY, this::forget);
    }

    private void forget() {
        platform.database()
                .transact(() -> {
                    stores.sessions().sweep();
                    stores.loginCodes().forget();
                    return stores;
                });
    }

    /// The path of the owner's set-up page with its token, if there is no account yet.
    public Optional<String> setUpPath() {
        return LOGIN.call(setUp::begin);
    }

    /// From now on customers get their codes by it.
    public void connect(CodeSender sender) {
        customerLogin.connect(sender);
    }

    /// From now on it says who is behind a mobile.
    public void connect(Subscribers subscribers) {
        customerLogin.connect(subscribers);
    }

    /// For who sends the letter: the path of the page that sets a new password.
    public String resetPath(PasswordResetRequested event) {
        return reset.path(event);
    }

    /// How long such a page takes a password.
    public Duration resetLife() {
        return Staff.RESET;
    }

    /// For pages.
    public LoginSteps steps() {
        return steps;
    }

    /// The session by which this browser is logged in; 0 for a program.
    public long currentSession(ServerRequest request) {
        return SessionRoutes.current(request);
    }

    /// Ends a session of the customer who asks; false if it is none.
    public boolean endOwn(long session) {
        int customer = Actor.current().who().customer();
        return platform.database()
                .transact(() ->
                        stores.sessions()
                                        .person(session)
                                        .flatMap(Session.Person::customer)
                                        .filter(id -> id == customer)
                                        .isPresent()
                                && stores.sessions().end(session));
    }

    /// Ends all sessions of who asks but the one of this browser.
    public void endOthers(ServerRequest request) {
        Actor.Who who = Actor.current().who();
        platform.database()
                .transact(() -> {
                    stores.sessions()
                            .endAll(who.account(), who.customer(), currentSession(request));
                    return who;
                });
    }

    /// Within a unit of work.
    public int recoveryCodesLeft(int account) {
        return stores.recoveryCodes().left(account);
    }

    public Accounts accounts() {
        return stores.accounts();
    }

    public Sessions sessions() {
        return stores.sessions();
    }

    public ApiKeys keys() {
        return stores.keys();
    }

    public AuditRows audit() {
        return stores.audit();
    }

    /// Makes sure that the owner `operator` exists and has this password. A password that differs
    /// from the stored one replaces it and ends all of the owner's sessions.
    public void settle(String password) {
        LOGIN.run(() -> {
            Optional<Account> owner =
                    platform.database().read(() -> stores.accounts().byLogin(OPERATOR));
            Optional<String> stored =
                    owner.flatMap(account ->
                            platform.database()
                                    .read(() -> stores.hashes().find(account.id()))
                                    .map(Hashes.Stored::hash));
            if (stored.filter(hash -> passwords.matches(password, hash)).isEmpty()) {
                String hash = passwords.hash(password);
                platform.database().transact(() -> replace(owner, hash));
            }
        });
    }

    private int replace(Optional<Account> owner, String hash) {
        int id = owner.map(Account::id).orElseGet(() -> stores.accounts().add(OWNER));
        stores.hashes().set(id, hash, platform.clock().instant());
        stores.sessions().endAll(id, 0, 0);
        return id;
    }

    private static final AccountDraft OWNER =
            new AccountDraft(OPERATOR, "Operator", Optional.empty(), Optional.empty(), Role.OWNER);

    /// A colleague whom nobody can be until the password is reset: the account's id, also if it is
    /// there already.
    public int enlist(String login, String name, Role role) {
        return LOGIN.call(() -> platform.database().transact(() -> enlisted(login, name, role)));
    }

    private int enlisted(String login, String name, Role role) {
        return stores.accounts()
                .byLogin(login)
                .map(Account::id)
                .orElseGet(() ->
                        stores.accounts()
                                .add(
                                        new AccountDraft(
                                                login,
                                                name,
                                                Optional.empty(),
                                                Optional.empty(),
                                                role)));
    }

    /// An API key that may all that its account may, for programs of this installation.
    public String key(String login, String name) {
        return LOGIN.call(() ->
                platform.database()
                        .transact(() -> {
                            Account account = stores.accounts().byLogin(login).orElseThrow();
                            return stores.keys()
                                    .add(
                                            account.id(),
                                            name,
                                            Permissions.of(account.role()),
                                            Optional.empty())
                                    .text();
                        }));
    }

    public Guard guard() {
        return new IdentityGuard(new PersonProvider(credentials));
    }

    public void routes(Routes to) {
        routes.forEach(room -> room.accept(to));
    }
}
