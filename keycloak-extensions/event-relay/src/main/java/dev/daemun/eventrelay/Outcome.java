package dev.daemun.eventrelay;

/**
 * What became of a delivery.
 *
 * @param detail what the destination answered, without anything of the event; empty when delivered
 */
public record Outcome(Kind kind, String detail) {
    /** The three ways it can go. */
    public enum Kind {
        /** The destination has it. */
        DELIVERED,
        /** The destination will never take this event: the others need not wait for it. */
        REFUSED,
        /** The destination takes nothing just now: this event is tried again, and the others wait. */
        AWAY
    }

    /** The destination has it. */
    public static final Outcome DELIVERED = new Outcome(Kind.DELIVERED, "");

    /** The destination will never take it. */
    public static Outcome refused(String detail) {
        return new Outcome(Kind.REFUSED, detail);
    }

    /** Try again. */
    public static Outcome away(String detail) {
        return new Outcome(Kind.AWAY, detail);
    }
}
