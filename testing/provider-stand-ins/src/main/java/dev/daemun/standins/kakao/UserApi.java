package dev.daemun.standins.kakao;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.standins.web.Request;
import dev.daemun.standins.web.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The calls of kapi.kakao.com about users. */
final class UserApi {
    private static final Set<String> PROPERTY_KEYS = Set.of(
            "kakao_account.profile",
            "kakao_account.name",
            "kakao_account.email",
            "kakao_account.age_range",
            "kakao_account.birthday",
            "kakao_account.gender");

    private final Kakao kakao;

    UserApi(Kakao kakao) {
        this.kakao = kakao;
    }

    Response me(Request request) {
        Caller caller = linked(request);
        if (kakao.user(caller.userId()).blockedAsMinor()) {
            throw ApiError.underFourteen();
        }
        boolean secure =
                request.parameter("secure_resource").filter("true"::equals).isPresent();
        ObjectNode me = new Profile(kakao, caller.app(), caller.userId()).me(secure);
        request.parameter("property_keys").ifPresent(keys -> keepOnly(me, keys));
        return Response.json(200, me);
    }

    Response userInfo(Request request) {
        Caller caller = byToken(request);
        if (!caller.token().map(IssuedToken::grant).filter(Grant::idToken).isPresent()) {
            Set<String> allowed = new Profile(kakao, caller.app(), caller.userId()).agreed();
            throw ApiError.insufficientScopes("OIDC", Set.of("openid"), allowed);
        }
        return Response.json(200, new UserInfo(kakao, caller).claims());
    }

    Response accessTokenInfo(Request request) {
        Caller caller = byToken(request);
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("id", caller.userId());
        info.put(
                "expires_in",
                caller.token().orElseThrow().expiresIn(kakao.tokens().now()));
        info.put("app_id", caller.app().appId());
        return Response.json(200, info);
    }

    Response logout(Request request) {
        Caller caller = caller(request);
        Predicate<Grant> which = caller.token()
                .<Predicate<Grant>>map(token -> token.grant()::equals)
                .orElse(grant -> grant.userId() == caller.userId()
                        && grant.restApiKey().equals(caller.app().restApiKey()));
        kakao.tokens().drop(which);
        return Response.json(200, Map.of("id", caller.userId()));
    }

    Response unlink(Request request) {
        Caller caller = linked(request);
        kakao.unlink(caller.app(), caller.userId());
        return Response.json(200, Map.of("id", caller.userId()));
    }

    Response scopes(Request request) {
        Caller caller = linked(request);
        Set<String> agreed = new Profile(kakao, caller.app(), caller.userId()).agreed();
        List<Map<String, Object>> scopes = new ArrayList<>();
        for (ConsentItem item : ConsentItem.ALL) {
            if (caller.app().consentItems().contains(item.scope())) {
                scopes.add(describe(item, agreed.contains(item.scope())));
            }
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", caller.userId());
        answer.put("scopes", scopes);
        return Response.json(200, answer);
    }

    private static Map<String, Object> describe(ConsentItem item, boolean agreed) {
        Map<String, Object> scope = new LinkedHashMap<>();
        scope.put("id", item.scope());
        scope.put("display_name", item.displayName());
        scope.put("type", "PRIVACY");
        scope.put("using", true);
        scope.put("agreed", agreed);
        if (agreed) {
            scope.put("revocable", true);
        }
        return scope;
    }

    private Caller linked(Request request) {
        Caller caller = caller(request);
        if (kakao.links().find(caller.app(), caller.userId()).isEmpty()) {
            throw ApiError.notLinked();
        }
        return caller;
    }

    private Caller caller(Request request) {
        Optional<String> adminKey = request.authorization("KakaoAK");
        return adminKey.isPresent() ? byAdminKey(adminKey.get(), request) : byToken(request);
    }

    private Caller byToken(Request request) {
        IssuedToken token = request.authorization("Bearer")
                .flatMap(kakao.tokens()::findAccess)
                .orElseThrow(ApiError::invalidToken);
        Grant grant = token.grant();
        return new Caller(kakao.apps().get(grant.restApiKey()), grant.userId(), Optional.of(token));
    }

    private Caller byAdminKey(String adminKey, Request request) {
        KakaoApp app = kakao.apps().values().stream()
                .filter(candidate -> candidate.adminKey().equals(adminKey))
                .findFirst()
                .orElseThrow(ApiError::wrongAdminKey);
        if (request.parameter("target_id_type").filter("user_id"::equals).isEmpty()) {
            throw ApiError.badParameter("target_id_type");
        }
        long target = request.parameter("target_id")
                .filter(id -> id.matches("\\d{1,18}|[1-8]\\d{18}"))
                .map(Long::valueOf)
                .orElseThrow(() -> ApiError.badParameter("target_id"));
        return new Caller(app, target, Optional.empty());
    }

    private static void keepOnly(ObjectNode me, String keys) {
        List<String> wanted = new ArrayList<>();
        for (JsonNode key : parse(keys)) {
            if (!PROPERTY_KEYS.contains(key.asText())) {
                throw ApiError.unknownPropertyKey();
            }
            wanted.add(key.asText().substring("kakao_account.".length()));
        }
        ObjectNode account = (ObjectNode) me.get("kakao_account");
        List<String> names = new ArrayList<>();
        account.fieldNames().forEachRemaining(names::add);
        names.removeIf(name -> wanted.stream().anyMatch(name::contains));
        account.remove(names);
    }

    private static JsonNode parse(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw ApiError.badParameter("property_keys");
        }
    }
}
