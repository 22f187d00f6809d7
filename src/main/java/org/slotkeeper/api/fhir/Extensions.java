package org.slotkeeper.api.fhir;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slotkeeper.platform.StrictJson;

/**
 * What a sender has added to a resource beyond R4: it is known here by its address and its place,
 * or refused by name, however deep it stands. It may say what nobody here would do.
 */
final class Extensions {

    private static final String EXTENSION = "extension";
    private static final String MODIFIER = "modifierExtension";

    private Extensions() {}

    /**
     * Ends the reading at the first extension that would be lost. One that modifies its element
     * always would be.
     *
     * @param known the addresses of the extensions that the resource itself may have; no part of it
     * may have any
     */
    static void refuseUnknown(Element resource, Set<String> known) {
        for (Element extension : resource.objects(EXTENSION)) {
            if (!extension.text("url").map(known::contains).orElse(false)) {
                throw Unreadable.notSupported(extension.at("url"));
            }
            refuseBelow(extension.path(), extension.members());
        }
        resource.members().forEach((name, value) -> {
            if (!name.equals(EXTENSION)) {
                refuseIn(resource.at(name), name, value);
            }
        });
    }

    private static void refuseIn(String path, String name, Object value) {
        if (name.equals(MODIFIER) || name.equals(EXTENSION)) {
            throw Unreadable.notSupported(path);
        }
        if (value instanceof Map<?, ?> members) {
            refuseBelow(path, members);
        } else if (value instanceof List<?> items) {
            for (int at = 0; at < items.size(); at++) {
                refuseIn(path + '[' + at + ']', name, items.get(at));
            }
        }
    }

    private static void refuseBelow(String path, Map<?, ?> members) {
        members.forEach((name, value) -> refuseIn(path + '.' + StrictJson.shown((String) name), (String) name, value));
    }
}
