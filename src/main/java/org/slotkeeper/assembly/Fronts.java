package org.slotkeeper.assembly;

import org.slotkeeper.config.SlotkeeperConfig.Forwarding;
import org.slotkeeper.config.SlotkeeperConfig.GatewaySection;
import org.slotkeeper.config.SlotkeeperConfig.Listener;
import org.slotkeeper.gateway.forward.EngineAddress;
import org.slotkeeper.gateway.forward.ForwardSettings;
import org.slotkeeper.gateway.http.FrontSettings;
import org.slotkeeper.gateway.http.FrontSettings.Limits;

/** The settings of a process's doors. */
final class Fronts {

    private Fronts() {}

    static FrontSettings gateway(ProcessPlan plan) {
        return settings(
                plan.config().doors().gateway().listener(), plan, !plan.role().hasEngine());
    }

    static FrontSettings engine(ProcessPlan plan) {
        return settings(plan.config().doors().engine(), plan, false);
    }

    static ForwardSettings forward(ProcessPlan plan) {
        Forwarding elsewhere = plan.config().doors().gateway().forwarding();
        return ForwardSettings.to(
                elsewhere.engines().stream().map(EngineAddress::parse).toList(), elsewhere.connectionLifetime());
    }

    private static FrontSettings settings(Listener listener, ProcessPlan plan, boolean forwards) {
        GatewaySection gateway = plan.config().doors().gateway();
        Limits limits = Limits.of(
                Math.max(1, gateway.inFlightMax() / plan.eventLoops()),
                gateway.deadline(),
                gateway.drainTime(),
                gateway.accessLog());
        return new FrontSettings(listener.host(), listener.port(), plan.eventLoops(), limits, forwards);
    }
}
