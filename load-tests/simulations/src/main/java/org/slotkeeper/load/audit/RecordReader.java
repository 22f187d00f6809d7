package org.slotkeeper.load.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.slotkeeper.load.InParallel;
import org.slotkeeper.load.api.Api;
import org.slotkeeper.load.api.Api.Reply;
import org.slotkeeper.load.audit.ServerRecord.Count;
import org.slotkeeper.load.audit.ServerRecord.Entry;

/** Reads the server's record through its API, as the patients and as the practices. */
public final class RecordReader {

    private static final int TRIES = 3;

    private final Api api;

    public RecordReader(Api api) {
        this.api = api;
    }

    /** A session of this run and the slots that its publication named. */
    public record Session(String ods, String id, String day, List<String> slots) {}

    public ServerRecord read(
            Collection<String> patients,
            Function<String, String> tokenOfPatient,
            List<Session> sessions,
            Function<String, String> tokenOfPractice)
            throws Exception {
        Map<String, List<Entry>> appointments = new HashMap<>();
        List<String> all = List.copyOf(patients);
        List<List<Entry>> entries =
                InParallel.each(all, patient -> appointments(patient, tokenOfPatient.apply(patient)));
        for (int at = 0; at < all.size(); at++) {
            appointments.put(all.get(at), entries.get(at));
        }
        Map<String, List<Session>> byPractice = new HashMap<>();
        sessions.forEach(session -> byPractice
                .computeIfAbsent(session.ods(), ods -> new ArrayList<>())
                .add(session));
        Map<String, Count> counts = new HashMap<>();
        List<Map<String, Count>> found = InParallel.each(
                List.copyOf(byPractice.values()),
                own -> counts(own, tokenOfPractice.apply(own.get(0).ods())));
        found.forEach(counts::putAll);
        return new ServerRecord(appointments, counts);
    }

    private List<Entry> appointments(String patient, String token) throws IOException {
        Reply reply = asked(() -> api.appointments(token, patient));
        List<Entry> entries = new ArrayList<>();
        for (JsonNode entry : reply.json().path("entry")) {
            JsonNode resource = entry.path("resource");
            if (resource.path("resourceType").asText().equals("Appointment")) {
                String slot =
                        resource.path("slot").path(0).path("reference").asText().replaceFirst("^Slot/", "");
                entries.add(new Entry(
                        resource.path("id").asText(),
                        slot,
                        resource.path("status").asText()));
            }
        }
        return entries;
    }

    private Map<String, Count> counts(List<Session> own, String token) throws IOException {
        TreeSet<String> days = new TreeSet<>(own.stream().map(Session::day).toList());
        Map<String, Session> byId = new HashMap<>();
        own.forEach(session -> byId.put(session.id(), session));
        String ods = own.get(0).ods();
        Map<String, Count> counts = new HashMap<>();
        for (String day : days) {
            Reply reply = asked(() -> api.sessions(token, ods, day, day));
            for (JsonNode listed : reply.json().path("sessions")) {
                Session session = byId.get(listed.path("id").asText());
                if (session != null) {
                    counts.put(
                            ods + "/" + session.id(),
                            new Count(
                                    session.slots(),
                                    listed.path("places").path("booked").asInt()));
                }
            }
        }
        if (counts.size() < own.size()) {
            throw new IOException(
                    ods + " has published " + own.size() + " sessions and lists " + counts.size() + " of them");
        }
        return counts;
    }

    private interface Question {
        Reply ask() throws IOException;
    }

    /** The server may still be busy with what came before: what it cannot say now it is asked again. */
    private static Reply asked(Question question) throws IOException {
        Reply reply = question.ask();
        for (int tried = 1; reply.status() != 200 && tried < TRIES; tried++) {
            reply = question.ask();
        }
        if (reply.status() != 200) {
            throw new IOException("the record cannot be read: " + reply.status() + " " + reply.json());
        }
        return reply;
    }
}
