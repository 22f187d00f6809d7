package org.slotkeeper.api.fhir;

import org.slotkeeper.api.Operation;
import org.slotkeeper.api.Parameter;

/**
 * The address of a search as it was understood, by the names that its parameters are declared by.
 */
final class PageAddress {

    private static final int CHARS = 256;

    private final StringBuilder text = new StringBuilder(CHARS);
    private char mark = '?';

    PageAddress(String serviceBase, Operation search) {
        text.append(serviceBase)
                .append(
                        search.template(),
                        FhirApi.BASE.length(),
                        search.template().length());
    }

    /** Where the value of one more parameter is to be put, as it stands in an address. */
    StringBuilder with(Parameter parameter) {
        text.append(mark).append(parameter.name()).append('=');
        mark = '&';
        return text;
    }

    String text() {
        return text.toString();
    }

    /** The address of the page after this place, of the same search. */
    static String after(String firstPage, String place) {
        return firstPage + '&' + ResultParameters.AFTER.name() + '=' + place;
    }
}
