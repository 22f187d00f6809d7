package org.slotkeeper.assembly;

import java.net.URI;
import org.slotkeeper.config.SlotkeeperConfig.GatewaySection;
import org.slotkeeper.config.SlotkeeperConfig.Listener;
import org.slotkeeper.gateway.forward.ForwardSettings;
import org.slotkeeper.gateway.http.FrontSettings;
import org.slotkeeper.gateway.http.FrontSettings.Limits;

/** The settings of a process's doors. */
final class Fronts {

    private Fronts() {}

    static FrontSettings gateway(ProcessPlan plan) {
        return settings(plan.config().gateway().listener(), plan, !plan.role().hasEngine());
    }

    static FrontSettings engine(ProcessPlan plan) {
        return settings(plan.config().engine(), plan, false);
    }

    static ForwardSettings forward(ProcessPlan plan) {
        GatewaySection gateway = plan.config().gateway();
        return ForwardSettings.to(gateway.engines().stream().map(URI::create).toList(), gateway.connectionLifetime());
    }

    private static FrontSettings settings(Listener listener, ProcessPlan plan, boolean forwards) {
        GatewaySection gateway = plan.config().gateway();
        Limits usual = Limits.DEFAULT;
        Limits limits = new Limits(
                Math.max(1, gateway.inFlightMax() / plan.eventLoops()),
                usual.connectionsMax(),
                gateway.deadline(),
                usual.bodyDeadline(),
                usual.headDeadline(),
                usual.idle(),
                gateway.drainTime(),
                gateway.accessLog() ? 1 : 0);
        return new FrontSettings(listener.host(), listener.port(), plan.eventLoops(), limits, forwards);
    }
}
