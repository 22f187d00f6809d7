-- Which life of the inventory is current.
SELECT epoch FROM inventory_epoch
