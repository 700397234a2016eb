package dev.daemun.gateway.headers;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** What a trusted proxy may say about where a request comes from, and in which form; anything else is not accepted. */
final class ForwardedHeader {
    private static final String PORT = "(?:[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])";
    private static final Pattern ADDRESS =
            Pattern.compile("\"?(?:\\[(?<bracketed>[0-9A-Fa-f:.]+)]|(?<v4>\\d[\\d.]*))(?<port>:\\d{1,5})?\"?");
    private static final Predicate<String> HOST = Pattern.compile(
                    "(?:[A-Za-z0-9][A-Za-z0-9.-]*|\\[[0-9A-Fa-f:.]{2,45}])(?::" + PORT + ")?")
            .asMatchPredicate();
    private static final Map<String, Predicate<String>> FORMS = Map.of(
            "x-forwarded-for", address -> true,
            "x-forwarded-proto", Pattern.compile("(?i)https?").asMatchPredicate(),
            "x-forwarded-port", Pattern.compile(PORT).asMatchPredicate(),
            "x-forwarded-host", HOST.and(ForwardedHeader::isReadAsHost));

    private ForwardedHeader() {}

    /** Whether it is one of those that are accepted, and each of its values has the form of what it stands for. */
    static boolean isValid(String name, HttpHeaders headers) {
        Predicate<String> form = FORMS.get(name.toLowerCase(Locale.ROOT));
        return form != null
                && headers.getOrEmpty(name).stream()
                        .flatMap(line -> Stream.of(line.split(",", -1)))
                        .allMatch(value -> form.test(value.strip()));
    }

    /** It becomes part of the request's address, which Java reads more strictly than any pattern, {@code a..b} and {@code [::::]}. */
    private static boolean isReadAsHost(String host) {
        try {
            return new URI("http://" + host).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The address of one entry of {@code X-Forwarded-For}, to which some proxies add the port; null where it is none. */
    static @Nullable InetAddress address(String entry) {
        String text = entry.strip();
        InetAddress whole = NetUtil.createInetAddressFromIpAddressString(text);
        if (whole != null) {
            return whole;
        }
        Matcher parts = ADDRESS.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        String address = parts.group("bracketed") == null ? parts.group("v4") : parts.group("bracketed");
        return NetUtil.createInetAddressFromIpAddressString(address);
    }
}
