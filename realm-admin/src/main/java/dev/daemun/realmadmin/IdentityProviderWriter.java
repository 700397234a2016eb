package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Identity providers with their mappers. Nobody signs in through one while several of its parts are exchanged: who came in
 * between would be taken for what one half of them says.
 */
record IdentityProviderWriter(RealmServer server, Ids ids, ObjectNode export) implements Writer {
    private static final String AT = "identity-provider";

    @Override
    public void close(Difference provider) {
        if (isEnabled(provider.found()) && (!isEnabled(provider.wanted()) || takesSeveralRequests(provider))) {
            server.put(asFound(provider).put("enabled", false), instance(provider));
        }
    }

    @Override
    public void build(Difference provider) {
        server.post(wanted(provider).put("enabled", false), AT, "instances");
        addMappers(provider);
    }

    @Override
    public void change(Difference provider) {
        if (coreDiffers(provider)) {
            boolean stays = isEnabled(provider.found()) && isEnabled(provider.wanted());
            server.put(wanted(provider).put("enabled", stays && !takesSeveralRequests(provider)), instance(provider));
        }
        provider.found().path("mappers").properties().forEach(mapper -> {
            String id = ids.ofMapper(provider.name(), mapper.getKey());
            JsonNode wanted = provider.wanted().path("mappers").path(mapper.getKey());
            if (wanted.isMissingNode()) {
                server.delete(instance(provider, "mappers", id));
            } else if (!wanted.equals(mapper.getValue())) {
                server.put(mapper(provider, mapper.getKey()).put("id", id), instance(provider, "mappers", id));
            }
        });
        addMappers(provider);
    }

    private void addMappers(Difference provider) {
        provider.wanted().path("mappers").fieldNames().forEachRemaining(name -> {
            if (!provider.found().path("mappers").has(name)) {
                server.post(mapper(provider, name), instance(provider, "mappers"));
            }
        });
    }

    @Override
    public void release(Difference provider) {
        boolean wasClosed = !isEnabled(provider.found()) || takesSeveralRequests(provider);
        if (isEnabled(provider.wanted()) && wasClosed) {
            server.put(wanted(provider).put("enabled", true), instance(provider));
        }
    }

    @Override
    public void delete(Difference provider) {
        server.delete(instance(provider));
    }

    private static boolean takesSeveralRequests(Difference provider) {
        JsonNode wanted = provider.wanted().path("mappers");
        JsonNode found = provider.found().path("mappers");
        Set<String> names = new TreeSet<>();
        wanted.fieldNames().forEachRemaining(names::add);
        found.fieldNames().forEachRemaining(names::add);
        long mappers = names.stream()
                .filter(name -> !wanted.path(name).equals(found.path(name)))
                .count();
        return mappers + (coreDiffers(provider) ? 1 : 0) > 1;
    }

    private static boolean coreDiffers(Difference provider) {
        return provider.details().stream()
                .anyMatch(detail ->
                        !detail.member().equals("mappers") && !detail.member().equals("enabled"));
    }

    private static boolean isEnabled(JsonNode content) {
        return content.path("enabled").asBoolean();
    }

    private static String[] instance(Difference provider, String... more) {
        String[] path = new String[3 + more.length];
        path[0] = AT;
        path[1] = "instances";
        path[2] = provider.name().name();
        System.arraycopy(more, 0, path, 3, more.length);
        return path;
    }

    private ObjectNode asFound(Difference provider) {
        return in(export, provider);
    }

    private static ObjectNode in(ObjectNode realm, Difference provider) {
        return Json.objects(realm.path("identityProviders")).stream()
                .filter(one -> one.path("alias").asText().equals(provider.name().name()))
                .findFirst()
                .map(ObjectNode::deepCopy)
                .orElseGet(Json::object);
    }

    private ObjectNode wanted(Difference provider) {
        ObjectNode found = asFound(provider);
        ObjectNode body = Json.over(found, provider.wanted());
        body.remove("mappers");
        body.put("alias", provider.name().name());
        for (String flow : List.of("firstBrokerLoginFlowAlias", "postBrokerLoginFlowAlias")) {
            if (!provider.wanted().has(flow)) {
                body.put(flow, "");
            }
        }
        ObjectNode config = Json.over(Json.object(), provider.wanted().path("config"));
        // A secret that the server has stays: it is kept where its mask is sent back.
        found.path("config").properties().forEach(one -> {
            if (Secrets.isSecret(List.of(one.getKey()), one.getValue()) && config.has(one.getKey())) {
                config.set(one.getKey(), one.getValue());
            }
        });
        body.set("config", config);
        Managed.mark(body, "config");
        return body;
    }

    private ObjectNode mapper(Difference provider, String name) {
        return Json.over(
                Json.object()
                        .put("name", name)
                        .put("identityProviderAlias", provider.name().name()),
                provider.wanted().path("mappers").path(name));
    }
}
