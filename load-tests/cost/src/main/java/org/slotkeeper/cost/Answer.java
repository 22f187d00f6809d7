package org.slotkeeper.cost;

/** What a server answered; location is empty if it named none. */
public record Answer(int status, String location, String body) {}
