package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Looks at one side of a realm, in the form of its partial export. */
interface Check {
    List<Finding> findings(ObjectNode realm);
}
