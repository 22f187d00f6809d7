package org.slotkeeper.gateway.forward;

/**
 * Where an engine listens.
 *
 * @param host a name, as it is, or an address, one of IPv6 without brackets
 */
public record EngineAddress(String host, int port) {}
