package dev.daemun.resourceserver.withdrawal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * What can be read of a page of the feed that can't be read as a whole: it is cut off, or some of its entries are none. A service
 * that asked for it again and again would never hear of what comes after it.
 */
final class DamagedPage {
    private static final String UNREADABLE = "unreadable";

    private final List<Withdrawal> withdrawals = new ArrayList<>();
    private @Nullable String cursor;
    private boolean caughtUp;
    private @Nullable Long completeUntil;

    private DamagedPage() {}

    /**
     * The page with its readable entries, and in place of the others one that withdraws every token issued until now, since they
     * might withdraw any. Null where there is no cursor, and so no way to go on behind the page.
     */
    static @Nullable FeedPage of(byte[] page, Instant now) {
        DamagedPage read = new DamagedPage();
        try (JsonParser parser = Json.MAPPER.createParser(page)) {
            read.members(parser);
        } catch (JacksonException e) {
            // It ends here; what was read before counts.
        }
        read.withdrawals.add(everything(now));
        return read.cursor == null
                ? null
                : new FeedPage(
                        read.cursor, read.caughtUp, read.completeUntil, null, null, List.copyOf(read.withdrawals));
    }

    private void members(JsonParser parser) {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "cursor" -> cursor = value == JsonToken.VALUE_STRING ? parser.getString() : null;
                case "caughtUp" -> caughtUp = value == JsonToken.VALUE_TRUE;
                case "completeUntil" ->
                    completeUntil = value == JsonToken.VALUE_NUMBER_INT ? Long.valueOf(parser.getLongValue()) : null;
                case "withdrawals" -> entries(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private void entries(JsonParser parser) {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                entry(parser.readValueAsTree());
            }
        } else {
            parser.skipChildren();
        }
    }

    private void entry(@Nullable JsonNode entry) {
        if (entry != null && entry.isObject()) {
            try {
                withdrawals.add(Json.MAPPER.treeToValue(entry, Withdrawal.class));
            } catch (JacksonException e) {
                // The entry for everything stands for it.
                return;
            }
        }
    }

    /** Nobody knows until when those tokens live, and one entry costs nothing: it is never forgotten. */
    private static Withdrawal everything(Instant now) {
        return new Withdrawal(
                null, "realm", null, null, null, null, null, null, now.getEpochSecond(), Long.MAX_VALUE, UNREADABLE);
    }
}
