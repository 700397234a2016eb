package dev.daemun.systemtests;

/**
 * Those of this machine, which an engine adds to and takes from. A browser drops its requests then
 * ({@code ERR_NETWORK_CHANGED}), so no class uses one while another class starts and removes containers.
 */
final class NetworkInterfaces {
    /** The resource that classes lock: to read for a browser, to write for containers. */
    static final String LOCK = "network interfaces";

    private NetworkInterfaces() {}
}
