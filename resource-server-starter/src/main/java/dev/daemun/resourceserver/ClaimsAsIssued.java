package dev.daemun.resourceserver;

import java.util.Map;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;

/**
 * Spring's conversion of claims, without the {@code iat} that it makes up for a token that has none: a second before {@code exp}.
 * No withdrawal of a session or a subject, which deny what was issued up to a moment, would ever meet such a token.
 */
final class ClaimsAsIssued implements Converter<Map<String, Object>, Map<String, Object>> {
    private final Converter<Map<String, Object>, Map<String, Object>> spring =
            MappedJwtClaimSetConverter.withDefaults(Map.of());

    @Override
    public Map<String, Object> convert(Map<String, Object> claims) {
        Map<String, Object> converted = spring.convert(claims);
        if (claims.get(JwtClaimNames.IAT) == null) {
            converted.remove(JwtClaimNames.IAT);
        }
        return converted;
    }
}
