package dev.daemun.systemtests;

/**
 * This machine's network interfaces. When a container engine adds or removes one, browsers cancel their requests
 * ({@code ERR_NETWORK_CHANGED}). So no class uses a browser while another class starts or removes containers.
 */
final class NetworkInterfaces {
    /** The resource that classes lock: for reading to use a browser, for writing to start containers. */
    static final String LOCK = "network interfaces";

    private NetworkInterfaces() {}
}
