package dev.daemun.realmadmin;

/** Why a realm can't be compared or changed, in one sentence that names no secret. */
class RealmAdminException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RealmAdminException(String sentence) {
        super(sentence);
    }

    RealmAdminException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
