package dev.daemun.standins.web;

/**
 * What a relying party sent, for a test to look at afterwards.
 *
 * @param authorization the scheme of the Authorization header, or an empty text; never the credential
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
