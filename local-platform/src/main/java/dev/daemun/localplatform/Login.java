package dev.daemun.localplatform;

/** A name and a password. */
public record Login(String username, String password) {
    @Override
    public String toString() {
        return username;
    }
}
