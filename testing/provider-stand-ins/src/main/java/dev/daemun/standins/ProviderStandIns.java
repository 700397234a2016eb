package dev.daemun.standins;

import dev.daemun.standins.google.GoogleStandIn;
import dev.daemun.standins.kakao.KakaoStandIn;
import dev.daemun.standins.tls.ConnectProxy;
import dev.daemun.standins.tls.TestAuthority;
import dev.daemun.standins.web.ReceivedRequest;
import dev.daemun.standins.web.Response;
import dev.daemun.standins.web.Site;
import dev.daemun.standins.web.WebServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Stand-ins for Kakao and Google, running in this process on the loopback address. */
public final class ProviderStandIns implements AutoCloseable {
    private final AdjustableClock clock = new AdjustableClock();
    private final Site site = new Site();
    private final KakaoStandIn kakao = KakaoStandIn.on(site, clock);
    private final GoogleStandIn google = GoogleStandIn.on(site, clock);
    private final Set<String> hosts = site.hosts();
    private final TestAuthority authority = new TestAuthority();
    private final WebServer plain;
    private final WebServer secured;
    private final ConnectProxy proxy;

    private ProviderStandIns(int port, int proxyPort) throws IOException {
        new Control(clock).on(site);
        plain = WebServer.plain(port, site);
        secured = WebServer.secured(authority.serve(hosts), site);
        proxy = ConnectProxy.start(proxyPort, hosts, secured.port());
    }

    /**
     * Starts them.
     *
     * @param port where to speak plain HTTP, 0 for any free port
     * @param proxyPort where the proxy listens that leads the providers' own addresses here, 0 for any free port
     * @throws IOException if a port is taken
     */
    public static ProviderStandIns start(int port, int proxyPort) throws IOException {
        return new ProviderStandIns(port, proxyPort);
    }

    /** Kakao. */
    public KakaoStandIn kakao() {
        return kakao;
    }

    /** Google. */
    public GoogleStandIn google() {
        return google;
    }

    /** The port of the proxy through which the providers' own https addresses lead here. */
    public int proxyPort() {
        return proxy.port();
    }

    /**
     * Keycloak's {@code --spi-connections-http-client--default--proxy-mappings}: only the providers' hosts go through
     * the proxy.
     */
    public String keycloakProxyMappings() {
        return keycloakProxyMappings(hosts);
    }

    /** The same for some of the hosts only, such as {@link KakaoStandIn#HOSTS}: the others are the real ones. */
    public String keycloakProxyMappings(Set<String> some) {
        return some.stream()
                .sorted()
                .map(host -> host.replace(".", "\\.") + ";http://127.0.0.1:" + proxyPort())
                .collect(Collectors.joining(","));
    }

    /** The certificate that whoever comes through the proxy must trust, as PEM. */
    public String authorityPem() {
        return authority.pem();
    }

    /** The time at the providers. */
    public AdjustableClock clock() {
        return clock;
    }

    /** Where a provider's address can be reached over plain HTTP, such as {@code kauth.kakao.com/oauth/token}. */
    public URI plain(String hostAndPath) {
        return URI.create("http://127.0.0.1:" + plain.port() + "/" + hostAndPath);
    }

    /** All that relying parties and browsers asked so far, oldest first. */
    public List<ReceivedRequest> received() {
        return site.received();
    }

    /** Gives the next request for this host and path a JSON answer, whatever it asks. */
    public void failNext(String host, String path, int status, Object json) {
        site.failNext(host, path, Response.json(status, json));
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        secured.close();
        plain.close();
    }
}
