package org.slotkeeper.assembly;

import org.slotkeeper.config.SlotkeeperConfig.Forwarding;
import org.slotkeeper.config.SlotkeeperConfig.GatewaySection;
import org.slotkeeper.config.SlotkeeperConfig.Listener;
import org.slotkeeper.gateway.forward.EngineAddress;
import org.slotkeeper.gateway.forward.ForwardSettings;
import org.slotkeeper.gateway.http.FrontSettings;
import org.slotkeeper.gateway.http.FrontSettings.Door;
import org.slotkeeper.gateway.http.FrontSettings.Limits;

/** The settings of a process's doors. */
final class Fronts {

    private Fronts() {}

    /** @throws IllegalArgumentException if there can be no door with these times */
    static Limits limits(GatewaySection gateway) {
        return Limits.of(
                        gateway.inFlightMax(),
                        gateway.times().deadline(),
                        gateway.times().drainTime(),
                        gateway.accessLog())
                .withIdle(gateway.times().idleTimeout());
    }

    static FrontSettings gateway(ProcessPlan plan) {
        GatewaySection gateway = plan.config().doors().gateway();
        Limits limits = limits(plan).withIdle(gateway.times().idleTimeout());
        return settings(
                gateway.listener(), plan, limits, plan.role().hasEngine() ? Door.PUBLIC : Door.PUBLIC_FORWARDING);
    }

    /** Only gateways of ours are connected to it, and they know when it closes. */
    static FrontSettings engine(ProcessPlan plan) {
        return settings(plan.config().doors().engine(), plan, limits(plan), Door.OF_GATEWAYS);
    }

    static ForwardSettings forward(ProcessPlan plan) {
        Forwarding elsewhere = plan.config().doors().gateway().forwarding();
        return ForwardSettings.to(
                elsewhere.addresses().stream()
                        .map(engine -> new EngineAddress(engine.host(), engine.port()))
                        .toList(),
                plan.config().doors().gateway().publicUrl(),
                elsewhere.connectionLifetime(),
                ForwardSettings.Silence.after(elsewhere.enginePatience()));
    }

    private static Limits limits(ProcessPlan plan) {
        GatewaySection gateway = plan.config().doors().gateway();
        return Limits.of(
                Math.max(1, gateway.inFlightMax() / plan.eventLoops()),
                gateway.times().deadline(),
                gateway.times().drainTime(),
                gateway.accessLog());
    }

    private static FrontSettings settings(Listener listener, ProcessPlan plan, Limits limits, Door door) {
        return new FrontSettings(
                listener.host(),
                listener.port(),
                plan.eventLoops(),
                limits,
                door,
                plan.config().doors().gateway().times().slowAfter());
    }
}
