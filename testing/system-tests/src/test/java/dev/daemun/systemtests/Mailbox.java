package dev.daemun.systemtests;

import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetupTest;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.RealmRepresentation;

/** A mail server that a realm sends through, until it is closed. */
final class Mailbox implements AutoCloseable {
    private static final Pattern ACTION_LINK = Pattern.compile("http\\S+action-token\\S+");

    private final GreenMail server = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
    private final RealmResource realm;
    private final RealmRepresentation before;

    Mailbox(RealmResource realm) {
        this.realm = realm;
        this.before = realm.toRepresentation();
        server.start();
        RealmRepresentation withMail = realm.toRepresentation();
        withMail.setSmtpServer(Map.of(
                "host", "127.0.0.1",
                "port", Integer.toString(server.getSmtp().getPort()),
                "from", "daemun@example.com"));
        realm.update(withMail);
    }

    /** The link by which the first mail asks its reader to act. */
    String actionLink() {
        await().atMost(Duration.ofSeconds(20)).until(() -> server.getReceivedMessages().length > 0);
        Matcher link = ACTION_LINK.matcher(GreenMailUtil.getWholeMessage(server.getReceivedMessages()[0])
                .replace("=\r\n", "")
                .replace("=3D", "="));
        if (!link.find()) {
            throw new AssertionError("There is no link in the mail.");
        }
        return link.group();
    }

    @Override
    public void close() {
        realm.update(before);
        server.stop();
    }
}
