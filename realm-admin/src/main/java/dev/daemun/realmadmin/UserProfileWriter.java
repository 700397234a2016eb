package dev.daemun.realmadmin;

/** The user profile, which Keycloak takes as a whole. */
record UserProfileWriter(RealmServer server) implements Writer {
    @Override
    public void build(Difference profile) {
        change(profile);
    }

    @Override
    public void change(Difference profile) {
        server.put(UserProfile.toKeycloak(profile.wanted()), "users", "profile");
    }
}
