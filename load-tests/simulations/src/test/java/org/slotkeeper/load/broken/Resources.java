package org.slotkeeper.load.broken;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Resources as far as they are looked at. */
final class Resources {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Resources() {}

    static ObjectNode appointment(String id, String slot, String status) {
        ObjectNode resource = JSON.createObjectNode()
                .put("resourceType", "Appointment")
                .put("id", id)
                .put("status", status);
        resource.putArray("slot").addObject().put("reference", "Slot/" + slot);
        return resource;
    }
}
