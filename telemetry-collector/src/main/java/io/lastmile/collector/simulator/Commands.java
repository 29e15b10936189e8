package io.lastmile.collector.simulator;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What a connection may ask of its router, and which job does it.
final class Commands {
    private static final Set<String> EDITS =
            Set.of(
                    "add",
                    "set",
                    "unset",
                    "remove",
                    "enable",
                    "disable",
                    "reset-counters",
                    "reset-counters-all");
    private static final Set<String> PRINT_ARGUMENTS =
            Set.of(
                    ".proplist",
                    "follow",
                    "follow-only",
                    "count-only",
                    "stats",
                    "detail",
                    "once",
                    "terse",
                    "without-paging");

    private final Router router;
    private final Map<String, Menu> menus;
    private final Gate gate;
    private final Runnable reboot;

    /// `reboot` is run after a reboot command has been answered.
    Commands(Router router, Map<String, Menu> menus, Gate gate, Runnable reboot) {
        this.router = router;
        this.menus = menus;
        this.gate = gate;
        this.reboot = reboot;
    }

    static Map<String, Menu> menus(Router router) {
        Map<String, Menu> menus = new HashMap<>();
        menus.put("/system/resource", SystemMenus.resource(router));
        menus.put("/system/identity", SystemMenus.identity(router));
        menus.put("/system/clock", SystemMenus.clock(router));
        menus.put("/interface", new InterfaceMenu(router));
        menus.put("/ppp/active", new ActiveMenu(router));
        menus.put("/ppp/secret", new SecretMenu(router));
        menus.put("/ppp/profile", new ProfileMenu(router));
        menus.put("/queue/simple", new QueueMenu(router));
        menus.put("/ip/firewall/address-list", router.addressList());
        menus.put("/ip/firewall/filter", new RuleMenu());
        menus.put("/log", new LogMenu(router));
        menus.put("/ip/dhcp-server/lease", PlainMenu.leases());
        menus.put("/ip/hotspot/user", PlainMenu.hotspotUsers());
        menus.put("/ip/hotspot/user/profile", PlainMenu.hotspotProfiles());
        menus.put("/ip/hotspot/active", PlainMenu.hotspotSessions());
        menus.put("/ip/hotspot/cookie", PlainMenu.hotspotSessions());
        return Map.copyOf(menus);
    }

    Optional<Account> entered() {
        return gate.entered();
    }

    Job job(Request request) {
        router.asked().add(request.path(), request.verb());
        if (request.path().isEmpty() && request.verb().equals("login")) {
            return locked(request, () -> login(request));
        }
        if (request.path().equals("/system") && request.verb().equals("reboot")) {
            return locked(request, this::reboot);
        }
        Menu menu = menus.get(request.path());
        if (menu == null) {
            return refused(request, unknownMenu(request.path()));
        }
        return switch (request.verb()) {
            case "print", "getall" -> print(menu, request);
            case "listen" -> listen(menu, request);
            default -> edit(menu, request);
        };
    }

    private Answer login(Request request) {
        Answer answer = gate.login(request);
        String user = request.value("name");
        if (gate.entered().isPresent()) {
            router.log().add(router.now(), "system,info,account", user + " logged in via api");
        } else if (answer instanceof Answer.Trap) {
            String message = "login failure for user " + user + " via api";
            router.log().add(router.now(), "system,error,critical", message);
        }
        return answer;
    }

    private Answer reboot() {
        if (!mayWrite()) {
            return Answer.notPermitted();
        }
        reboot.run();
        return Answer.DONE;
    }

    private Answer unknownMenu(String path) {
        boolean prefix = menus.keySet().stream().anyMatch(menu -> menu.startsWith(path + "/"));
        return prefix ? Answer.noSuchCommand() : Answer.noSuchPrefix();
    }

    private boolean mayWrite() {
        return gate.entered().filter(Account::write).isPresent();
    }

    private Job edit(Menu menu, Request request) {
        if (!EDITS.contains(request.verb())) {
            return refused(request, Answer.noSuchCommand());
        }
        if (!mayWrite()) {
            return refused(request, Answer.notPermitted());
        }
        if (router.faults().strikes(Fault.EDITS_REFUSED)) {
            return refused(request, Answer.failure("can not change configuration now"));
        }
        return locked(
                request,
                () -> {
                    Answer answer = new Editor(router).edit(menu, request);
                    router.changed();
                    return answer;
                });
    }

    private Job print(Menu menu, Request request) {
        Optional<Listing> listing = listing(menu, request);
        if (listing.isEmpty()) {
            return refused(request, Answer.unknownParameter());
        }
        if (request.has("follow-only")) {
            return listen(menu, request);
        }
        if (request.has("count-only")) {
            return locked(
                    request,
                    () -> new Answer.Done(String.valueOf(listing.get().rows(router.now()).size())));
        }
        return underLock(() -> new PrintJob(listing.get(), request.tag(), request.has("follow")));
    }

    private Job listen(Menu menu, Request request) {
        return listing(menu, request)
                .map(listing -> underLock(() -> listening(listing, request)))
                .orElseGet(() -> refused(request, Answer.unknownParameter()));
    }

    private Job listening(Listing listing, Request request) {
        return new ListenJob(listing, request.tag(), listing.rows(router.now()));
    }

    private Optional<Listing> listing(Menu menu, Request request) {
        return PRINT_ARGUMENTS.containsAll(request.attributes().keySet())
                ? Filter.of(request.queries())
                        .map(filter -> Listing.of(router, menu, filter, request))
                : Optional.empty();
    }

    private static Job refused(Request request, Answer refusal) {
        return new AnswerJob(request.tag(), () -> refusal);
    }

    private Job locked(Request request, Supplier<Answer> work) {
        return new AnswerJob(request.tag(), () -> underLock(work));
    }

    private <T> T underLock(Supplier<T> work) {
        router.lock.lock();
        try {
            return work.get();
        } finally {
            router.lock.unlock();
        }
    }
}
