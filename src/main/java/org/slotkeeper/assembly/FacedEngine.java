package org.slotkeeper.assembly;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.vertx.core.Future;
import java.util.function.Function;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.assembly.PublicFaces.Face;
import org.slotkeeper.gateway.http.Head;

/**
 * Answers each request with links that its caller can follow: by the address that the gateway says
 * it is known by, where it is one of another process.
 */
final class FacedEngine implements Engine {

    private final PublicFaces faces;
    private final Engine own;
    private final LoadingCache<Face, Engine> others;

    /** @param made an engine whose answers have these links */
    FacedEngine(PublicFaces faces, Function<Face, Engine> made) {
        this.faces = faces;
        this.own = made.apply(faces.own());
        this.others = Caffeine.newBuilder()
                .maximumSize(PublicFaces.TOLD_MAX)
                .executor(Runnable::run)
                .build(made::apply);
    }

    @Override
    public Future<EngineAnswer> answer(EngineRequest request) {
        String address = request.headers().get(Head.PUBLIC_URL);
        return (address == null ? own : at(faces.at(address))).answer(request);
    }

    private Engine at(Face face) {
        return face == faces.own() ? own : others.get(face);
    }
}
