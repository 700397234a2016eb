package dev.daemun.realmadmin;

/** The kinds of objects that a realm consists of, in the order in which they are made: what refers to another comes after it. */
enum Kind {
    CLIENT_PROFILE("client profile"),
    CLIENT_POLICY("client policy"),
    FLOW("flow"),
    REQUIRED_ACTION("required action"),
    USER_PROFILE("user profile"),
    LOCALISATION("localisation"),
    ROLE("role"),
    CLIENT_SCOPE("client scope"),
    IDENTITY_PROVIDER("identity provider"),
    CLIENT("client"),
    CLIENT_ROLE("client role"),
    GROUP("group"),
    ADMIN_POLICY("admin policy"),
    ADMIN_PERMISSION("admin permission"),
    REALM("realm");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
