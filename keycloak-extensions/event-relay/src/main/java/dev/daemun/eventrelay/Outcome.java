package dev.daemun.eventrelay;

/**
 * How a delivery ended.
 *
 * @param detail what the destination answered, without anything of the event; empty when delivered
 */
public record Outcome(Kind kind, String detail) {
    /** The three ways in which it can end. */
    public enum Kind {
        /** The destination has the event. */
        DELIVERED,
        /** The destination will never take this event, so it becomes a dead letter and the next one follows. */
        REFUSED,
        /** The destination takes nothing at present, so this event is tried again and the others wait. */
        AWAY
    }

    /** The destination has the event. */
    public static final Outcome DELIVERED = new Outcome(Kind.DELIVERED, "");

    /** The destination will never take this event. */
    public static Outcome refused(String detail) {
        return new Outcome(Kind.REFUSED, detail);
    }

    /** The destination takes nothing at present. */
    public static Outcome away(String detail) {
        return new Outcome(Kind.AWAY, detail);
    }
}
