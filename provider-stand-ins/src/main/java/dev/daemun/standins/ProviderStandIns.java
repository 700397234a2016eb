package dev.daemun.standins;

import dev.daemun.standins.kakao.KakaoStandIn;
import dev.daemun.standins.web.ReceivedRequest;
import dev.daemun.standins.web.Response;
import dev.daemun.standins.web.Site;
import dev.daemun.standins.web.WebServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Stand-ins for Kakao and Google, running in this process on the loopback address. */
public final class ProviderStandIns implements AutoCloseable {
    private final AdjustableClock clock = new AdjustableClock();
    private final Site site = new Site();
    private final KakaoStandIn kakao = KakaoStandIn.on(site, clock);
    private final WebServer plain;

    private ProviderStandIns(int port) throws IOException {
        plain = WebServer.plain(port, site);
    }

    /**
     * Starts them.
     *
     * @param port where to speak plain HTTP, 0 for any free port
     * @throws IOException if the port is taken
     */
    public static ProviderStandIns start(int port) throws IOException {
        return new ProviderStandIns(port);
    }

    /** Kakao. */
    public KakaoStandIn kakao() {
        return kakao;
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
    public void close() {
        plain.close();
    }
}
