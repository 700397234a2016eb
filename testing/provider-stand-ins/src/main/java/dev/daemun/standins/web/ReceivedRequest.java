package dev.daemun.standins.web;

/**
 * A request that a relying party or a browser sent, for a test to examine afterwards.
 *
 * @param authorization the scheme of the Authorization header, or an empty text; the credential is never kept
 */
public record ReceivedRequest(
        String method, String host, String path, String authorization, Parameters query, Parameters form) {
    static ReceivedRequest of(Request request) {
        String header = request.headers().getFirst("Authorization");
        String scheme = header == null ? "" : header.split(" ", 2)[0];
        return new ReceivedRequest(
                request.method(), request.host(), request.path(), scheme, request.query(), request.form());
    }
}
