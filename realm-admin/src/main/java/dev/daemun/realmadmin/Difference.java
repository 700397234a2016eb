package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One object that is not on the server as the files have it.
 *
 * @param wanted its content in the files, empty where they have none
 * @param found its content on the server, empty where it has none
 */
record Difference(ObjectName name, What what, ObjectNode wanted, ObjectNode found, List<Detail> details) {
    enum What {
        /** The files have it, the server does not. */
        MISSING,
        /** Both have it, and not alike. */
        CHANGED,
        /** The server still has it, and the files made it once. */
        LEFT_OVER,
        /** The server has it, and somebody else made it: it is named and never touched. */
        FOREIGN
    }
}
