package dev.daemun.systemtests;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/**
 * A browser session on Keycloak's own pages, without a browser: the test follows their links and submits their forms
 * until Keycloak sends the browser to the application.
 */
final class KeycloakPages {
    private final String keycloak;
    /** Cookies by realm, for Keycloak sets each realm's for its own path. */
    private final Map<String, Map<String, String>> cookies = new HashMap<>();

    private Document page;
    private String application;

    /** The pages that are served below this address. */
    KeycloakPages(String keycloak) {
        this.keycloak = keycloak;
    }

    KeycloakPages open(String url) {
        send(Jsoup.connect(url));
        return this;
    }

    /** Submits the form with what is already in it and these fields. */
    KeycloakPages submit(String form, Map<String, String> fields) {
        FormElement found = (FormElement) page.selectFirst(form);
        if (found == null) {
            throw new AssertionError("There is no " + form + " in " + page);
        }
        Connection submission = found.submit();
        fields.forEach((name, value) -> {
            Connection.KeyVal field = submission.data(name);
            if (field == null) {
                submission.data(name, value);
            } else {
                field.value(value);
            }
        });
        send(submission);
        return this;
    }

    /** Whether the page has an element for this CSS selector. */
    boolean has(String selector) {
        return page.selectFirst(selector) != null;
    }

    KeycloakPages follow(String link) {
        Element found = page.selectFirst(link);
        if (found == null) {
            throw new AssertionError("There is no " + link + " in " + page);
        }
        return open(found.absUrl("href"));
    }

    /** The application's address to which Keycloak has sent the browser. It fails if Keycloak still shows a page. */
    String application() {
        if (application == null) {
            throw new AssertionError("Keycloak still shows " + page);
        }
        return application;
    }

    // Cookies are kept here: the JDK's cookie manager, which jsoup uses, never sends a Secure one to http://localhost.
    private void send(Connection request) {
        Map<String, String> realms = cookies.computeIfAbsent(
                request.request().url().getPath().split("/", -1)[2], realm -> new LinkedHashMap<>());
        try {
            Connection.Response answer = request.cookies(realms)
                    .followRedirects(false)
                    .ignoreHttpErrors(true)
                    .execute();
            answer.cookies().forEach((name, value) -> {
                if (value.isEmpty()) {
                    realms.remove(name);
                } else {
                    realms.put(name, value);
                }
            });
            String location = answer.header("Location");
            if (location == null) {
                page = answer.parse();
            } else if (location.startsWith(keycloak)) {
                open(location);
            } else {
                application = location;
            }
        } catch (IOException e) {
            throw new AssertionError("no answer from " + request.request().url(), e);
        }
    }
}
