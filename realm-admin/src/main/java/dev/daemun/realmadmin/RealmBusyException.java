package dev.daemun.realmadmin;

/** Somebody else is changing the realm, so that the same command may succeed later. */
final class RealmBusyException extends RealmAdminException {
    private static final long serialVersionUID = 1L;

    RealmBusyException(String sentence) {
        super(sentence);
    }
}
