package org.slotkeeper.identity;

import java.util.List;
import org.slotkeeper.api.BodyKind;
import org.slotkeeper.api.Operation;

/** The operations of the demonstration's issuer: no other process has them. */
public final class DemoApi {

    /** The key by which the demonstration's tokens are verified. */
    public static final Operation JWKS =
            Operation.get("JWKS", "/.well-known/jwks.json").open().declared();
    /** A token for anybody. */
    public static final Operation DEMO_TOKEN = Operation.post("DEMO_TOKEN", "/demo/token")
            .open()
            .body(BodyKind.FORM)
            .declared();

    public static final List<Operation> ALL = List.of(JWKS, DEMO_TOKEN);

    private DemoApi() {}
}
