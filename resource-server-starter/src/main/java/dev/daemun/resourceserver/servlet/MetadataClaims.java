package dev.daemun.resourceserver.servlet;

import dev.daemun.resourceserver.ProtectedResource;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;

/** Makes the metadata of RFC 9728 that Spring Security answers say the same as on the other stack. */
record MetadataClaims(ProtectedResource resource, String contextPath) implements Consumer<Map<String, Object>> {
    @Override
    public void accept(Map<String, Object> claims) {
        // Of what Spring Security says, only the address of what was asked about, which it reads from the request.
        URI asked = URI.create(claims.get("resource").toString());
        String here = asked.getScheme() + "://" + asked.getRawAuthority() + contextPath;
        claims.clear();
        claims.putAll(resource.metadata(here, asked.getRawPath().substring(contextPath.length())));
    }
}
