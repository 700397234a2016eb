package dev.daemun.realmconfig;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a service's file may contain; {@code service.schema.json} says the same to editors. */
record ServiceFormat(
        @JsonProperty("$schema") String schema,
        String name,
        @JsonProperty(required = true) String description,
        String secret,
        boolean readsFeed,
        Map<String, Role> roles,
        List<String> usesRoles,
        Map<String, String> scopes,
        List<String> calledBy,
        List<String> hasRoles) {
    /** A role that the service defines. */
    record Role(@JsonProperty(required = true) String description, List<String> includes, boolean everybody) {}

    private static final Pattern SECRET = Pattern.compile("\\$\\{DAEMUN_[A-Z0-9_]+_SECRET}");

    private static final JsonMapper STRICT = JsonMapper.builder()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    texts -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    /** Adds a sentence for what does not fit. */
    static void check(ObjectNode service, Sources sources, List<String> problems) {
        try {
            ServiceFormat format = STRICT.treeToValue(service, ServiceFormat.class);
            if (format.secret() == null && (format.readsFeed() || format.hasRoles() != null)) {
                problems.add(
                        sources.of(service) + ": \"readsFeed\" and \"hasRoles\" are about the service's own account,"
                                + " which it has only with a \"secret\".");
            }
            if (format.secret() != null && !SECRET.matcher(format.secret()).matches()) {
                problems.add(sources.of(service.get("secret")) + ": \"secret\" must name a variable that ends in"
                        + " _SECRET, such as ${DAEMUN_ORDERS_CLIENT_SECRET}.");
            }
        } catch (JsonMappingException e) {
            problems.add(place(service, e, sources) + ": " + sentence(e));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree in memory can't be read.", e);
        }
    }

    private static String sentence(JsonMappingException mistake) {
        if (mistake instanceof UnrecognizedPropertyException unknown) {
            return "\"" + unknown.getPropertyName() + "\" is none of " + unknown.getKnownPropertyIds() + ".";
        }
        List<JsonMappingException.Reference> path = mistake.getPath();
        String member = path.isEmpty() ? null : path.get(path.size() - 1).getFieldName();
        return "\"" + (member == null ? "a value" : member) + "\" is missing or of another kind than"
                + " service.schema.json says.";
    }

    private static String place(JsonNode service, JsonMappingException mistake, Sources sources) {
        JsonNode node = service;
        String place = sources.of(service);
        for (JsonMappingException.Reference reference : mistake.getPath()) {
            node = reference.getFieldName() == null
                    ? node.path(reference.getIndex())
                    : node.path(reference.getFieldName());
            if (sources.knows(node)) {
                place = sources.of(node);
            }
        }
        return place;
    }
}
