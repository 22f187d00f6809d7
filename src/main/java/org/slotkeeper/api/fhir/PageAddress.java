package org.slotkeeper.api.fhir;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slotkeeper.api.Operation;
import org.slotkeeper.api.Parameter;

/**
 * The address of a search as it was understood, by the names that its parameters are declared by.
 */
final class PageAddress {

    private static final int CHARS = 256;

    private PageAddress() {}

    /**
     * The address of the first page.
     *
     * @param said what each parameter that is listed has been given, as it stands in an address:
     * nothing, or once and again
     * @throws IllegalStateException if one of them is not among these: its page would not be that
     * of the search
     */
    static String first(String serviceBase, Operation search, Map<Parameter, List<String>> said) {
        StringBuilder text = new StringBuilder(CHARS)
                .append(serviceBase)
                .append(
                        search.template(),
                        FhirApi.BASE.length(),
                        search.template().length());
        char mark = '?';
        for (Parameter parameter : search.parameters()) {
            for (String value : valuesOf(parameter, search, said)) {
                text.append(mark).append(parameter.name()).append('=').append(value);
                mark = '&';
            }
        }
        return text.toString();
    }

    private static List<String> valuesOf(Parameter parameter, Operation search, Map<Parameter, List<String>> said) {
        @Nullable List<String> values = said.get(parameter);
        if (values == null && parameter.isListed()) {
            throw new IllegalStateException("the address of a " + search + " does not say " + parameter.name());
        }
        return values == null ? List.of() : values;
    }

    /** The address of the page after this place, of the same search. */
    static String after(String firstPage, String place) {
        return firstPage + '&' + ResultParameters.AFTER.name() + '=' + place;
    }
}
